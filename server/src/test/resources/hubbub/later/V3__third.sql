alter table facts add column third text;
