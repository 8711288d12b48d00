alter table facts add column fourth text;
