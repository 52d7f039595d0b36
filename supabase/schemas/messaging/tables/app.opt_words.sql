-- Words that opt a person out or back in (D4). System words have no clinic.
create table app.opt_words (
  word text primary key,
  effect text not null,
  constraint word_is_normalized check (word = app.normalize_text(word)),
  constraint effect_is_known check (effect in ('opt_out', 'opt_in'))
);

alter table app.opt_words enable row level security;

create policy select_nobody on app.opt_words for select to authenticated using (false);
