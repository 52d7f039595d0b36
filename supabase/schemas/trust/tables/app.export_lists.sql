-- Lists that can be saved as a file in the background. Reference data; the SQL in it comes with the product alone.
create table app.export_lists (
  key text primary key,
  page text not null,
  columns jsonb not null,
  constraint key_is_a_word check (key ~ '^[a-z][a-z_]*$'),
  constraint columns_are_pairs check (jsonb_typeof(columns) = 'array')
);

alter table app.export_lists enable row level security;

create policy select_nobody on app.export_lists for select to authenticated using (false);

comment on table app.export_lists is 'Lists as files: the function of the list itself, asked page after page as the person who wants the file.';
comment on column app.export_lists.page is 'A query with one jsonb a row: $1 clinic, $2 search, $3 filters, $4 the last row of the page before, $5 limit.';
comment on column app.export_lists.columns is 'What is in the file, in order: [[key of the row, heading]].';

revoke all on app.export_lists from anon, authenticated;
