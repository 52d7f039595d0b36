create function app.kept_until(p_tenant_id uuid, p_patients uuid[], p_rule text, p_today date)
returns date
language sql
stable
set search_path = ''
as $$
  select case r.counts_from
    when 'last_record_entry' then coalesce(
      (select max(e.occurred_on) from public.record_entries e where e.tenant_id = p_tenant_id and e.patient_id = any (p_patients)), p_today)
      + make_interval(years => greatest(r.years, coalesce(
          (select s.keep_years from public.record_settings s where s.tenant_id = p_tenant_id), r.years)))
    when 'end_of_year' then make_date(extract(year from coalesce(
      (select max(m.occurred_on) from public.money_entries m
       where m.tenant_id = p_tenant_id and (m.patient_id = any (p_patients)
         or m.payer_id in (select y.id from public.payers y where y.tenant_id = p_tenant_id and y.patient_id = any (p_patients)))),
      p_today))::integer + r.years, 12, 31)
    when 'erasure' then p_today + make_interval(years => r.years)
    end::date
  from app.retention_rules r where r.key = p_rule;
$$;
comment on function app.kept_until(uuid, uuid[], text, date) is 'The day until which a rule has data of a person kept; NULL: no end that the clinic decides.';
revoke execute on function app.kept_until(uuid, uuid[], text, date) from public, anon, authenticated;
