create function app.enqueue_monthly_fees()
returns integer
language sql
set search_path = ''
as $$
  with added as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select distinct f.tenant_id, 'post_monthly_fees', jsonb_build_object('month', m.month), 'monthly_fees:' || m.month
    from public.monthly_fees f
    cross join lateral (select date_trunc('month', app.clinic_today(f.tenant_id))::date as month) m
    where f.starts_on < m.month + interval '1 month' and coalesce(f.ends_on, 'infinity') >= m.month
      and not exists (
        select from public.monthly_fee_months x where x.tenant_id = f.tenant_id and x.fee_id = f.id and x.month = m.month)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
    returning 1)
  select count(*)::int from added;
$$;
comment on function app.enqueue_monthly_fees() is
  'Caller: process-jobs, every day. A job for each clinic with a monthly fee whose month is not charged yet; how many. Errors: none.';
revoke execute on function app.enqueue_monthly_fees() from public, anon, authenticated;
grant execute on function app.enqueue_monthly_fees() to service_role;
