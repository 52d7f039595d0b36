-- Whose WhatsApp it is. The address of a server says nothing: one server has many (localhost, ports, case, trailing
-- path), so an instance is what the server answers about itself: its id, and the number of the phone that is paired.

create table app.channel_routes (
  kind text not null,
  identity text not null,
  tenant_id uuid not null,
  channel_id uuid not null,
  claimed_at timestamptz not null default now(),
  primary key (kind, identity),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint kind_is_known check (kind in ('instance', 'number'))
);
create index channel_routes_channel on app.channel_routes (tenant_id, channel_id);
comment on table app.channel_routes is
  'Which channel an Evolution instance (its id at the server) and the phone paired with it (E.164) belong to; one clinic at a time.';

alter table app.channel_routes enable row level security;
create policy select_nobody on app.channel_routes for select to authenticated using (false);
revoke all on app.channel_routes from anon, authenticated;
grant select, insert, update, delete on app.channel_routes to service_role;

-- True when the channel has the identity from now on: nobody had it, or a channel that is switched off. What the channel
-- had of the same kind before is free again.
create function app.claim_route(p_tenant_id uuid, p_channel_id uuid, p_kind text, p_identity text)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- the statement after the lock sees what whoever held it has committed
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'route', p_kind, p_identity), 0));
  insert into app.channel_routes as r (kind, identity, tenant_id, channel_id)
  values (p_kind, p_identity, p_tenant_id, p_channel_id)
  on conflict (kind, identity) do update set
    tenant_id = excluded.tenant_id, channel_id = excluded.channel_id, claimed_at = now()
  where r.tenant_id = p_tenant_id
    or not exists (select from public.notification_channels c where c.id = r.channel_id and c.is_active);
  if not found then
    return false;
  end if;
  delete from app.channel_routes r
  where r.tenant_id = p_tenant_id and r.channel_id = p_channel_id and r.kind = p_kind and r.identity <> p_identity;
  return true;
end;
$$;
revoke execute on function app.claim_route(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function app.claim_route(uuid, uuid, text, text) to service_role;

-- The tick under the warning that WhatsApp may block a number that is connected by QR code: who, when, and which words.
create table app.unofficial_whatsapp_acceptances (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  accepted_by uuid references public.profiles (id) on delete set null,
  accepted_at timestamptz not null default now(),
  words text not null default 'Conexão não oficial. O WhatsApp pode bloquear este número a qualquer momento, mesmo com pouco uso, e o Zelo não consegue desbloquear. Não use o único número da clínica.'
);
create index unofficial_whatsapp_acceptances_accepted_by on app.unofficial_whatsapp_acceptances (accepted_by);
comment on table app.unofficial_whatsapp_acceptances is
  'A clinic that connects its own phone by QR code was told that WhatsApp may block the number. The words are those of the screen.';

alter table app.unofficial_whatsapp_acceptances enable row level security;
create policy select_nobody on app.unofficial_whatsapp_acceptances for select to authenticated using (false);
revoke all on app.unofficial_whatsapp_acceptances from anon, authenticated;
grant select, insert, update, delete on app.unofficial_whatsapp_acceptances to service_role;

create function app.unofficial_whatsapp_acceptance(p_tenant_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('accepted_at', a.accepted_at, 'accepted_by', p.full_name)
  from app.unofficial_whatsapp_acceptances a left join public.profiles p on p.id = a.accepted_by
  where a.tenant_id = p_tenant_id;
$$;

create function public.accept_unofficial_whatsapp(p_tenant_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  insert into app.unofficial_whatsapp_acceptances (tenant_id, accepted_by) values (p_tenant_id, auth.uid())
  on conflict (tenant_id) do nothing;
  return app.unofficial_whatsapp_acceptance(p_tenant_id);
end;
$$;
comment on function public.accept_unofficial_whatsapp(uuid) is
  'Caller: owner or admin. Keeps who accepted the risk of a connection by QR code, and when; the first one stays. Returns {accepted_at, accepted_by}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

revoke execute on function app.unofficial_whatsapp_acceptance(uuid), public.accept_unofficial_whatsapp(uuid) from public, anon, authenticated;
grant execute on function public.accept_unofficial_whatsapp(uuid) to authenticated;

-- The first webhook that the account signs is the proof that the number is connected: credentials alone receive nothing.
create function app.verify_twilio_channel(p_tenant_id uuid, p_channel_id uuid)
returns public.notification_channels
language plpgsql
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  update public.twilio_accounts a set verified_at = now()
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.verified_at is null;
  update public.notification_channels c set connection_state = 'open', connected_at = now()
  where c.tenant_id = p_tenant_id and c.id = p_channel_id and c.connection_state <> 'open'
  returning * into v_channel;
  if found then
    perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
    return v_channel;
  end if;
  select c.* into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = p_channel_id;
  return v_channel;
end;
$$;
revoke execute on function app.verify_twilio_channel(uuid, uuid) from public, anon, authenticated;
grant execute on function app.verify_twilio_channel(uuid, uuid) to service_role;
