/// What outlives topics: registered topics, what they remember about people, the audit log,
/// accounts, sessions and revoked tokens. On SQLite, or on PostgreSQL.
///
/// In: acts and questions through [hubbub.topic.port.TopicStore] and
/// [hubbub.identity.AccountStore], from any thread. Out: stages that
/// complete on the store's own platform threads. Asked when a registered topic is born, when
/// somebody enters it, and for lasting acts; never per message.
///
///     TopicStore ──▶ Database ──▶ Lane: queue ▶ threads ▶ connections
///       names in memory   │
///       lines of audit ───┘ written behind, in batches
///
/// SQL is written once for both databases; what differs is in [Dialect]. Other stores run their SQL
/// through [Database], too. JDBC, Jdbi, Flyway and Hikari are used nowhere else.
///
/// Start reading at [Store], then [SqlTopicStore].
@NullMarked
package hubbub.store;

import org.jspecify.annotations.NullMarked;
