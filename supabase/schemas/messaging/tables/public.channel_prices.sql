create table public.channel_prices (
  kind text not null references public.channel_kinds (kind) on delete cascade,
  category text not null,
  valid_from timestamptz not null,
  credits integer not null,
  primary key (kind, category, valid_from),
  constraint credits_are_not_negative check (credits >= 0),
  constraint category_is_plain check (category = lower(btrim(category)) and category <> '')
);

alter table public.channel_prices enable row level security;

create policy select_signed_in on public.channel_prices for select to authenticated
  using ((select auth.uid()) is not null);

comment on table public.channel_prices is 'What a sent message costs in WhatsApp credits. A kind without a row costs nothing.';
comment on column public.channel_prices.category is 'Category of the message''s template in lower case, service for free text, or any for what has no row of its own.';

revoke all on public.channel_prices from anon, authenticated;
grant select on public.channel_prices to authenticated;
grant select, insert, update, delete on public.channel_prices to service_role;
