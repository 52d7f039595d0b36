create function public.list_unparsed_events(p_tenant_id uuid, p_limit integer default 50)
returns table (event_id text, provider text, event_type text, reason text, received_at timestamptz, payload jsonb)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return query
    select e.event_key, e.provider, e.event_type, e.reason, e.received_at, e.raw
    from app.webhook_events e
    where e.tenant_id = p_tenant_id and e.outcome = 'unparsed' and e.reviewed_at is null
    order by e.received_at desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_unparsed_events(uuid, integer) is
  'Caller: owner or admin. Authentic events of which something was not understood and that nobody has reviewed, newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_unparsed_events(uuid, integer) from public, anon, authenticated;
grant execute on function public.list_unparsed_events(uuid, integer) to authenticated;
