alter table facts add column fifth text;
