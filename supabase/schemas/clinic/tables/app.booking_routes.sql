-- Whose page an address opens: strangers name no clinic.
create table app.booking_routes (
  key_hash bytea primary key,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  booking_id uuid
);

alter table app.booking_routes enable row level security;

create index booking_routes_tenant on app.booking_routes (tenant_id);

create policy select_nobody on app.booking_routes for select to authenticated using (false);

comment on table app.booking_routes is 'SHA-256 of what addresses of online booking hold: the slug of a clinic (no booking), the secret of a booking''s own link, and the token of the form that it was sent with, by which a repetition is known. Copied to every node, so it refers to no booking.';
