create function public.list_session_types(p_tenant_id uuid, p_archived boolean default false)
returns table (
  id uuid, name text, minutes smallint, price_cents integer, color text, capacity smallint, is_online boolean, charges_once boolean, "position" integer,
  archived_at timestamptz
)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.id, t.name, t.minutes, t.price_cents, t.color, t.capacity, t.is_online, t.charges_once, t.position, t.archived_at
    from public.session_types t
    where t.tenant_id = p_tenant_id and (t.archived_at is null or p_archived)
    order by t.position, t.name_key, t.id;
end;
$$;
comment on function public.list_session_types(uuid, boolean) is
  'Caller: members. What the clinic offers, in order; p_archived: also what it no longer does. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_session_types(uuid, boolean) from public, anon, authenticated;
grant execute on function public.list_session_types(uuid, boolean) to authenticated;
