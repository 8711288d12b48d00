-- All times are milliseconds since 1970 UTC. ${key} is the type of keys, ${id} that of counted ids: see Dialect.
-- A subject is m:<id of an account or guest> or a:<block of addresses>.

-- words, links_allowed and links_denied have one entry a line.
create table registered_topics (
  name              ${key}  not null primary key,
  title             text    not null,
  label             text,
  description       text,
  rules             text,
  language          text,
  quiet_rank        text,
  slow_millis       bigint,
  password_required boolean not null,
  members_only      boolean not null,
  max_members       integer,
  password          text,
  listed            boolean not null,
  history           integer,
  title_rank        text,
  words             text,
  words_action      text    not null,
  links_allowed     text,
  links_denied      text,
  version           bigint  not null,
  registered_at     bigint  not null,
  by_id             text    not null
);

-- kind is rank or ban; a rank has a rank, a ban has unless_signed_in.
create table affiliations (
  topic            ${key} not null references registered_topics (name) on delete cascade,
  subject          ${key} not null,
  kind             ${key} not null,
  rank             text,
  unless_signed_in boolean,
  nick             text,
  until_at         bigint,
  set_at           bigint not null,
  by_id            text   not null,
  text             text,
  primary key (topic, subject, kind)
);
create index affiliations_listed on affiliations (topic, kind, rank, subject);
create index affiliations_ended on affiliations (until_at) where until_at is not null;

-- Only added to, except that addresses are forgotten at addresses_until.
create table audit (
  id              ${id},
  topic           ${key} not null,
  at              bigint not null,
  act             text   not null,
  by_id           text   not null,
  by_nick         text,
  by_address      text,
  about_id        text,
  about_nick      text,
  about_address   text,
  addresses_until bigint,
  value           text,
  until_at        bigint,
  text            text
);
create index audit_of_topic on audit (topic, at, id);
create index audit_addresses on audit (addresses_until) where addresses_until is not null;

-- Subjects that may not use this server at all.
create table server_bans (
  subject  ${key} not null primary key,
  until_at bigint,
  set_at   bigint not null,
  by_id    text   not null,
  text     text
);
create index server_bans_ended on server_bans (until_at) where until_at is not null;

-- name_key is the name folded, so that no two look alike; password is a hash with its parameters.
create table accounts (
  id         ${key}  not null primary key,
  name       text    not null,
  name_key   ${key}  not null unique,
  password   text    not null,
  created_at bigint  not null,
  disabled   boolean not null,
  admin      boolean not null
);
create index accounts_admins on accounts (id) where admin;

-- One row per refresh token, of which only a hash is kept; those of one sign-in are a family.
create table sessions (
  token_hash  ${key} not null primary key,
  family      ${key} not null,
  account     ${key} not null references accounts (id) on delete cascade,
  created_at  bigint not null,
  expires_at  bigint not null,
  replaced_at bigint
);
create index sessions_of_family on sessions (family);
create index sessions_of_account on sessions (account);
create index sessions_ended on sessions (expires_at);

-- Links that people can use once or a few times; of a code only a hash is kept. kind is setup, invite or reset;
-- account is the one whose password a reset changes.
create table links (
  code_hash ${key}  not null primary key,
  kind      ${key}  not null,
  account   ${key}  references accounts (id) on delete cascade,
  uses_left integer not null,
  ends_at   bigint  not null
);
create index links_of_account on links (account) where account is not null;
create index links_ended on links (ends_at);

-- Tokens that no longer count. kind is token (name is its jti), subject (name is its sub) or issuer (name is empty);
-- the latter two revoke what was issued before issued_before.
create table revocations (
  issuer        ${key} not null,
  kind          ${key} not null,
  name          ${key} not null,
  issued_before bigint,
  until_at      bigint not null,
  primary key (issuer, kind, name)
);
create index revocations_ended on revocations (until_at);

-- Who was erased: a hash of the id, and what the audit log says instead. What was under way then is not written any more.
create table erasures (
  hash      ${key} not null primary key,
  pseudonym text   not null,
  at        bigint not null
);

-- What the server must remember about itself.
create table facts (
  name  ${key} not null primary key,
  value text   not null
);

-- Secrets of other programs, of which only a hash is kept; scopes and topics are words. All rows of a name are one key.
create table api_keys (
  id         ${key}  not null primary key,
  name       ${key}  not null,
  hash       text    not null,
  scopes     text    not null,
  topics     text    not null,
  created_at bigint  not null,
  ends_at    bigint,
  used_at    bigint
);
create index api_keys_of_name on api_keys (name);
create index api_keys_ended on api_keys (ends_at) where ends_at is not null;
