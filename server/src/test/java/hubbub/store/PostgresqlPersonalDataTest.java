package hubbub.store;

class PostgresqlPersonalDataTest extends PersonalDataContract {
  @Override
  StoreSettings fresh() {
    return TestPostgres.fresh();
  }

  @Override
  String overriding() {
    return " overriding system value";
  }
}
