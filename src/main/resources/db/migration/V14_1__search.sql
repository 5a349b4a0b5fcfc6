-- What a word is looked for in, apart from all else that an account is: a tenth of what had to be read. Every list with a word in it looks through all of them.
create index account_search on account (id) include (search);
