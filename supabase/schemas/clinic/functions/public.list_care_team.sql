create function public.list_care_team(p_tenant_id uuid, p_patient_id uuid)
returns table (user_id uuid, full_name text, role text, since timestamptz, ended_at timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select c.user_id, p.full_name, m.role, c.since, c.ended_at
    from public.care_team c
    left join public.profiles p on p.id = c.user_id
    left join public.tenant_members m on m.tenant_id = c.tenant_id and m.user_id = c.user_id and m.status = 'active'
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id
    order by c.ended_at desc nulls first, c.since, c.user_id;
end;
$$;
comment on function public.list_care_team(uuid, uuid) is
  'Caller: members. Who treats a patient, then who did; role is null for somebody who left the clinic. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_care_team(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_care_team(uuid, uuid) to authenticated;
