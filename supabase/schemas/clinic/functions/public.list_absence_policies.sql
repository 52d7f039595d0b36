create function public.list_absence_policies(p_tenant_id uuid)
returns table (
  id uuid, therapist_id uuid, therapist_name text, notice_hours smallint, missed_percent smallint, late_cancel_percent smallint,
  excused_percent smallint, makeup_days smallint
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select a.id, a.therapist_id, t.name, a.notice_hours, a.missed_percent, a.late_cancel_percent, a.excused_percent, a.makeup_days
    from (
      select * from public.absence_policies a where a.tenant_id = p_tenant_id
      union all
      select (app.absence_policy_of(p_tenant_id, null)).*
      where not exists (select from public.absence_policies a where a.tenant_id = p_tenant_id and a.therapist_id is null)
    ) a
    left join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = a.therapist_id
    order by a.therapist_id nulls first;
end;
$$;
comment on function public.list_absence_policies(uuid) is
  'Caller: members. The clinic''s absence policy first (id null: what holds until somebody says otherwise), then those of therapists. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_absence_policies(uuid) from public, anon, authenticated;
grant execute on function public.list_absence_policies(uuid) to authenticated;
