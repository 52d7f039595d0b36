create function app.dashboard_answers(p_tenant_id uuid, p_days daterange, p_person_ids uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return (
    select jsonb_build_object('first_answers', count(*),
      'first_answer_minutes', round((percentile_cont(0.5) within group (order by a.business_minutes))::numeric))
    from app.first_answers a
    where a.tenant_id = p_tenant_id and a.asked_at >= app.local_moment(lower(p_days)::timestamp, v_zone)
      and a.asked_at < app.local_moment(upper(p_days)::timestamp, v_zone)
      and (p_person_ids is null or a.answered_by = any (p_person_ids)));
end;
$$;
comment on function app.dashboard_answers(uuid, daterange, uuid[]) is
  '{first_answers, first_answer_minutes}: of whoever began to wait on these days, how many were answered (by these people), and the median of the business minutes.';
revoke execute on function app.dashboard_answers(uuid, daterange, uuid[]) from public, anon, authenticated;
