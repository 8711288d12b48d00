-- The rank of whoever set an affiliation, as they had it then; null is an admin's.
alter table affiliations add column by_rank text;

-- Deleting an account removes what all topics remember about it.
create index affiliations_of_subject on affiliations (subject);
