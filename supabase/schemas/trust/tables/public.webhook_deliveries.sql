-- What was, or is to be, sent to an endpoint: the log and the subject of the queue.
create table public.webhook_deliveries (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  endpoint_id uuid not null,
  event text not null references public.webhook_event_kinds (key) on delete restrict,
  data jsonb not null,
  occurred_at timestamptz not null,
  source_key text,
  is_test boolean not null default false,
  state text not null default 'queued',
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  last_status integer,
  last_error text,
  delivered_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, endpoint_id) references public.webhook_endpoints (tenant_id, id) on delete cascade,
  constraint webhook_delivery_state_is_known check (state in ('queued', 'delivered', 'failed')),
  constraint webhook_delivery_error_fits check (char_length(last_error) <= 200)
) with (fillfactor = 80);

alter table public.webhook_deliveries enable row level security;

create index webhook_deliveries_log on public.webhook_deliveries (tenant_id, endpoint_id, id desc);
create index webhook_deliveries_failed on public.webhook_deliveries (tenant_id, endpoint_id, id desc) where state = 'failed';
create index webhook_deliveries_event on public.webhook_deliveries (event);
-- one event is told to an endpoint once, whoever does its job again
create unique index webhook_deliveries_source on public.webhook_deliveries (tenant_id, endpoint_id, source_key) where source_key is not null;

create policy select_admins on public.webhook_deliveries for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

comment on table public.webhook_deliveries is 'One event for one endpoint. Its id is the webhook-id of every attempt, also of a replay.';
comment on column public.webhook_deliveries.source_key is 'What it comes from, where that may be done twice.';
comment on column public.webhook_deliveries.last_error is 'A code: refused, unreachable, no_answer, endpoint_disabled, gave_up.';

-- No write grants: app.queue_webhooks and app.end_webhook_attempt decide.
revoke all on public.webhook_deliveries from anon, authenticated;
grant select on public.webhook_deliveries to authenticated;
grant select, insert, update, delete on public.webhook_deliveries to service_role;
