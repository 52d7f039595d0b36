create function app.clinic_days(p_tenant_id uuid, p_from date, p_to date, p_therapist_ids uuid[] default null)
returns setof app.clinic_day_summaries
language plpgsql
stable
set search_path = ''
as $$
declare
  v_stale jsonb;
begin
  select coalesce(jsonb_agg(to_jsonb(s)), '[]') into v_stale from app.stale_clinic_days(p_tenant_id, p_from, p_to) s;
  return query
    select d.* from app.clinic_day_summaries d
    where d.tenant_id = p_tenant_id and d.day between p_from and p_to and (p_therapist_ids is null or d.therapist_id = any (p_therapist_ids))
      and not exists (
        select from jsonb_to_recordset(v_stale) x (from_day date, to_day date, therapist_ids uuid[])
        where d.day between x.from_day and x.to_day and d.therapist_id = any (x.therapist_ids));
  return query
    select c.*
    from jsonb_to_recordset(v_stale) x (from_day date, to_day date, therapist_ids uuid[]), lateral app.count_clinic_days(
      p_tenant_id, x.from_day, x.to_day, case when p_therapist_ids is null then x.therapist_ids else array(
        select unnest(x.therapist_ids) intersect select unnest(p_therapist_ids)) end) c;
end;
$$;
comment on function app.clinic_days(uuid, date, date, uuid[]) is
  'What each day of each therapist counts, as of this moment: the summary where it is right, a recount where it is not. Stable: all of it is read as of one moment.';
revoke execute on function app.clinic_days(uuid, date, date, uuid[]) from public, anon, authenticated;
