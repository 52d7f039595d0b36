-- Words that make an offer of a text, for professions whose council forbids them. Reference data.
create table app.offer_words (
  pattern text primary key
);

alter table app.offer_words enable row level security;

create policy select_nobody on app.offer_words for select to authenticated using (false);

comment on table app.offer_words is 'Regular expressions over the normalised text (Código de Ética do Psicólogo, art. 20: price is no advertising).';
