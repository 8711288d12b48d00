alter table facts add column second text;
