create function app.payout_month(p_tenant_id uuid, p_therapist_id uuid, p_day date)
returns date
language sql
stable
set search_path = ''
as $$
  select min(m.month) from (
    select date_trunc('month', p_day)::date as month
    union
    select (s.month + interval '1 month')::date from public.payout_statements s
    where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.status <> 'open' and s.month >= date_trunc('month', p_day)
  ) m
  where not exists (
    select from public.payout_statements s
    where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = m.month and s.status <> 'open');
$$;
comment on function app.payout_month(uuid, uuid, date) is 'The month of a day, or the next one that is open.';
revoke execute on function app.payout_month(uuid, uuid, date) from public, anon, authenticated;
