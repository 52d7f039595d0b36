create function app.refresh_clinic_days(p_tenant_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_from date;
  v_until date := app.clinic_today(p_tenant_id) + 62;
  v_marks bigint[];
  v_stale jsonb;
  v_count integer;
begin
  if v_until is null then
    return 0;
  end if;
  -- one at a time: the later count is written last
  perform pg_advisory_xact_lock(hashtextextended('clinic_days:' || p_tenant_id, 0));
  v_from := least(
    (select (min(s.starts_at) at time zone 'UTC')::date - 1 from public.sessions s where s.tenant_id = p_tenant_id),
    (select min(e.occurred_on) from public.money_entries e where e.tenant_id = p_tenant_id),
    (select (min(t.created_at) at time zone 'UTC')::date - 1 from public.therapists t where t.tenant_id = p_tenant_id),
    (select min(d.day) from app.clinic_day_summaries d where d.tenant_id = p_tenant_id),
    v_until);
  select coalesce(array_agg(m.id), '{}') into v_marks from app.clinic_day_marks m where m.tenant_id = p_tenant_id;
  select coalesce(jsonb_agg(to_jsonb(s)), '[]') into v_stale from app.stale_clinic_days(p_tenant_id, v_from, v_until) s;
  -- what is marked from here on is counted next time; what was marked is counted below
  delete from app.clinic_day_marks m where m.tenant_id = p_tenant_id and m.id = any (v_marks);
  delete from app.clinic_day_summaries d
  using jsonb_to_recordset(v_stale) x (from_day date, to_day date, therapist_ids uuid[])
  where d.tenant_id = p_tenant_id and d.day between x.from_day and x.to_day and d.therapist_id = any (x.therapist_ids);
  insert into app.clinic_day_summaries
  select c.*
  from jsonb_to_recordset(v_stale) x (from_day date, to_day date, therapist_ids uuid[]), lateral app.count_clinic_days(
    p_tenant_id, x.from_day, x.to_day, x.therapist_ids) c
  where c.tenant_id = p_tenant_id;
  get diagnostics v_count = row_count;
  insert into app.clinic_day_states (tenant_id, counted_until) values (p_tenant_id, v_until)
  on conflict (tenant_id) do update set counted_until = excluded.counted_until;
  return v_count;
end;
$$;
comment on function app.refresh_clinic_days(uuid) is
  'Counts the marked days of a clinic, and those that have none yet, up to two months ahead. Answers how many rows it wrote.';
revoke execute on function app.refresh_clinic_days(uuid) from public, anon, authenticated;
