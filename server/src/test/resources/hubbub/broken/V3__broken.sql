alter table facts add column second text;
insert into nowhere values (1);
