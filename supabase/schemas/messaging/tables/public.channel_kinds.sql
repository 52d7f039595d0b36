create table public.channel_kinds (
  kind text primary key,
  family text not null,
  label text not null,
  position integer not null,
  is_official boolean not null,
  needs_pairing boolean not null,
  echoes_sends boolean not null,
  max_text_length integer not null,
  window_hours integer,
  max_template_length integer,
  number_per_minute integer,
  person_per_minute integer,
  takes_reactions boolean not null default false,
  takes_replies boolean not null default false,
  takes_typing boolean not null default false,
  takes_contacts boolean not null default false,
  takes_location boolean not null default false,
  takes_forwards boolean not null default false,
  edit_minutes integer,
  delete_minutes integer,
  max_files integer not null default 0,
  history_days integer,
  has_pictures boolean not null default false,
  human_window_hours integer,
  asks_for_profiles boolean not null default false,
  only_answers boolean not null default false,
  max_buttons integer not null default 0,
  max_rows integer not null default 0,
  constraint kind_belongs_to_one_family unique (kind, family),
  constraint limits_are_positive check (
    least(max_text_length, window_hours, max_template_length, number_per_minute, person_per_minute, edit_minutes, delete_minutes,
      history_days, human_window_hours) > 0
    and least(max_files, max_buttons, max_rows) >= 0
  )
);

alter table public.channel_kinds enable row level security;

create policy select_signed_in on public.channel_kinds for select to authenticated
  using ((select auth.uid()) is not null);

comment on table public.channel_kinds is 'What a kind of channel can, as the product''s own rows say: rules and screens read them and know no kind by its name.';
comment on column public.channel_kinds.family is 'Whose conversations it carries. Of a family one channel of a clinic is on at a time; channels of other families may be on beside it.';
comment on column public.channel_kinds.position is 'The order in which they are listed.';
comment on column public.channel_kinds.needs_pairing is 'A phone is paired with it. The others are connected by their first authentic webhook.';
comment on column public.channel_kinds.echoes_sends is 'What is sent comes back as an event that names our message by its words alone.';
comment on column public.channel_kinds.window_hours is 'For how long after the person''s last message free text is taken; NULL where it always is.';
comment on column public.channel_kinds.human_window_hours is 'For how long a person of the clinic may still answer by hand, longer than window_hours; NULL where that is no longer.';
comment on column public.channel_kinds.asks_for_profiles is 'Its events name nobody: name and picture of whoever begins a conversation are asked for.';
comment on column public.channel_kinds.only_answers is 'Nobody is reached by it who has not just written by it: whoever looks for a way to somebody passes it over, and it makes no clinic one that can write.';
comment on column public.channel_kinds.max_template_length is 'Characters of a template that is filled in; NULL where there are no templates.';
comment on column public.channel_kinds.number_per_minute is 'Messages that the number may send a minute; NULL where nobody counts.';
comment on column public.channel_kinds.person_per_minute is 'Messages that one person may get a minute; NULL where nobody counts.';
comment on column public.channel_kinds.edit_minutes is 'For how long a sent text can be changed; NULL where it cannot.';
comment on column public.channel_kinds.delete_minutes is 'For how long a sent message can be taken back; NULL where it cannot.';
comment on column public.channel_kinds.history_days is 'How many days of what was said before are read when it is connected; NULL where its provider hands out none.';
comment on column public.channel_kinds.max_files is 'Files that one message carries; what can be sent stands in channel_media.';
comment on column public.channel_kinds.max_buttons is 'Answers to press under a message; 0: they are written below it with numbers.';
comment on column public.channel_kinds.max_rows is 'Answers in a list that a button opens, where they are more than buttons; 0: no lists.';
comment on column public.channel_kinds.has_pictures is 'Whether its provider gives out the profile pictures of people.';

revoke all on public.channel_kinds from anon, authenticated;
grant select on public.channel_kinds to authenticated;
grant select, insert, update, delete on public.channel_kinds to service_role;
