-- Which event of the product becomes which event of an endpoint.
create table app.webhook_sources (
  source text primary key,
  event text not null references public.webhook_event_kinds (key) on delete cascade,
  data_function text not null,
  constraint source_is_domain_and_verb check (source ~ '^[a-z_]+\.[a-z_]+$'),
  constraint data_function_is_of_app check (data_function ~ '^app\.[a-z_]+$')
);

alter table app.webhook_sources enable row level security;

create index webhook_sources_event on app.webhook_sources (event);

create policy select_nobody on app.webhook_sources for select to authenticated using (false);

comment on table app.webhook_sources is 'Events of app.publish_event that endpoints of clinics hear as another name.';
comment on column app.webhook_sources.data_function is '(tenant uuid, payload jsonb) returns jsonb: what is told; NULL when there is nothing to tell any more.';
