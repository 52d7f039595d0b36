-- What programs outside may ask for, and which right it takes.
create table app.api_operations (
  key text primary key,
  scope text references public.api_scopes (key) on delete restrict,
  function text not null,
  is_write boolean not null default false,
  protocol text not null default 'rest',
  constraint api_protocol_is_known check (protocol in ('rest', 'mcp')),
  constraint api_function_is_of_app check (function ~ '^app\.api_[a-z_]+$')
);

alter table app.api_operations enable row level security;

create index api_operations_scope on app.api_operations (scope);

create policy select_nobody on app.api_operations for select to authenticated using (false);

comment on table app.api_operations is 'Operations of the API: function is (tenant uuid, arguments jsonb) returns jsonb, called as the person who made the key.';
comment on column app.api_operations.scope is 'NULL: any key may.';
comment on column app.api_operations.is_write is 'Done once for an idempotency key, whose answer is kept for a day.';
comment on column app.api_operations.protocol is 'rest: a route of the function api; mcp: asked for by tools of the function mcp.';
