create function app.absence_policy_of(p_tenant_id uuid, p_therapist_id uuid)
returns public.absence_policies
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.absence_policies;
begin
  select * into v_row from public.absence_policies a
  where a.tenant_id = p_tenant_id and (a.therapist_id = p_therapist_id or a.therapist_id is null)
  order by a.therapist_id nulls last limit 1;
  if v_row.tenant_id is null then
    v_row.tenant_id := p_tenant_id;
    v_row.notice_hours := 24;
    v_row.missed_percent := 100;
    v_row.late_cancel_percent := 0;
    v_row.excused_percent := 0;
  end if;
  return v_row;
end;
$$;
comment on function app.absence_policy_of(uuid, uuid) is
  'The therapist''s absence policy, or the clinic''s, or what holds where nobody has said anything: who misses a session pays it, who cancels does not.';
revoke execute on function app.absence_policy_of(uuid, uuid) from public, anon, authenticated;
