package hubbub.store;

class PostgresqlAccountsTest extends AccountStoreContract {
  @Override
  StoreSettings fresh() {
    return TestPostgres.fresh();
  }
}
