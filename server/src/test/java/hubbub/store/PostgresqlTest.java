package hubbub.store;

class PostgresqlTest extends TopicStoreContract {
  @Override
  StoreSettings fresh() {
    return TestPostgres.fresh();
  }
}
