alter table facts add column third text;
insert into nowhere values (1);
