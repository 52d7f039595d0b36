-- Credits set aside for a campaign. The balance row is touched when they are held and when the rest is released; each
-- message in between writes a row of its own and waits for nobody.
create table app.credit_holds (
  tenant_id uuid not null references public.whatsapp_credits_balance (tenant_id) on delete cascade,
  id uuid not null,
  credits integer not null,
  settled_credits integer,
  created_at timestamptz not null default now(),
  released_at timestamptz,
  primary key (tenant_id, id),
  constraint holds_something check (credits > 0),
  constraint settles_at_most_what_it_holds check (settled_credits between 0 and credits)
);

alter table app.credit_holds enable row level security;

create policy select_nobody on app.credit_holds for select to authenticated using (false);

create trigger credit_holds_delete_settlements after delete on app.credit_holds
  for each row execute function app.tg_credit_holds__delete_settlements();

comment on table app.credit_holds is 'Held credits have left the balance (ledger: usage hold:<id>). credits = settled + still held, and after the release credits = settled_credits + what went back (ledger: refund hold:<id> and hold:<id>:<position>).';
