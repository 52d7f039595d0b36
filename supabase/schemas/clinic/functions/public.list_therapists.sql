create function public.list_therapists(p_tenant_id uuid, p_inactive boolean default false)
returns table (
  user_id uuid, name text, council text, council_region text, council_number text, color text, supervisor_id uuid, supervisor_name text,
  is_active boolean, "position" integer
)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.user_id, t.name, t.council, t.council_region, t.council_number, t.color, t.supervisor_id, s.name, t.is_active, t.position
    from public.therapists t
    left join public.therapists s on s.tenant_id = p_tenant_id and s.user_id = t.supervisor_id
    where t.tenant_id = p_tenant_id and (t.is_active or p_inactive)
    order by t.position, t.name, t.user_id;
end;
$$;
comment on function public.list_therapists(uuid, boolean) is
  'Caller: members. Who has an agenda, in the order of its columns; p_inactive: also who has none any more. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_therapists(uuid, boolean) from public, anon, authenticated;
grant execute on function public.list_therapists(uuid, boolean) to authenticated;
