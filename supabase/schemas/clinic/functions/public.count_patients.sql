create function public.count_patients(p_tenant_id uuid, p_search text default null)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('active', count(*) filter (where p.archived_at is null), 'archived', count(*) filter (where p.archived_at is not null))
    from public.patients p
    where p.tenant_id = p_tenant_id and p.merged_into_id is null
      and (app.search_condition(p_search) is null or p.id in (select app.find_people(p_tenant_id, 'patient', p_search))));
end;
$$;
comment on function public.count_patients(uuid, text) is
  'Caller: members. {active, archived} of what a search finds. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.count_patients(uuid, text) from public, anon, authenticated;
grant execute on function public.count_patients(uuid, text) to authenticated;
