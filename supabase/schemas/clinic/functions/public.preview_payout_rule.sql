create function public.preview_payout_rule(p_tenant_id uuid, p_rule jsonb, p_month date default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_rule public.payout_rules;
  v_always public.payout_rules;
  v_month date;
  v_ids uuid[];
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_rule := app.typed_payout_rule(p_tenant_id, gen_random_uuid(), p_rule);
  v_month := date_trunc('month', coalesce(p_month, app.clinic_today(p_tenant_id) - interval '1 month'));
  v_always := v_rule;
  v_always.valid_from := 'infinity';
  v_ids := array(
    select distinct a.charge_id from public.money_entries e
    join public.money_allocations a on a.tenant_id = p_tenant_id and a.payment_id = e.id
    where e.tenant_id = p_tenant_id and e.kind = 'payment' and e.occurred_on >= v_month and e.occurred_on < v_month + interval '1 month');
  return (
    with now_and_then as (
      select t.therapist_id, t.charge_id, t.paid_cents, n.amount_cents as now_cents, t.amount_cents as then_cents, t.rule_id = v_always.id as is_its
      from app.payout_targets(p_tenant_id, v_ids, v_always) t
      join app.payout_targets(p_tenant_id, v_ids) n on n.charge_id = t.charge_id and n.payment_id = t.payment_id
      where t.counts_on >= v_month and t.counts_on < v_month + interval '1 month'
    ), each_one as (
      select x.therapist_id, h.name, count(distinct x.charge_id) filter (where x.is_its) as charges,
        sum(x.paid_cents) filter (where x.is_its) as paid, sum(x.now_cents) as before, sum(x.then_cents) as after
      from now_and_then x join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = x.therapist_id
      where v_rule.therapist_id is null or x.therapist_id = v_rule.therapist_id
      group by x.therapist_id, h.name
    ), corrections as (
      select d.amount_cents, app.payout_month(p_tenant_id, d.therapist_id, d.counts_on) > date_trunc('month', d.counts_on) as is_late
      from app.payout_differences(p_tenant_id, app.charges_of_rule(v_rule), v_rule) d
    )
    select jsonb_build_object('month', v_month, 'charges', coalesce(sum(o.charges), 0), 'paid_cents', coalesce(sum(o.paid), 0),
      'now_cents', coalesce(sum(o.before), 0), 'then_cents', coalesce(sum(o.after), 0),
      'therapists', coalesce(jsonb_agg(jsonb_build_object('therapist_id', o.therapist_id, 'name', o.name, 'charges', o.charges,
        'paid_cents', coalesce(o.paid, 0), 'now_cents', o.before, 'then_cents', o.after) order by o.name), '[]'),
      'correction_cents', (select coalesce(sum(c.amount_cents), 0) from corrections c),
      'late_cents', (select coalesce(sum(c.amount_cents) filter (where c.is_late), 0) from corrections c))
    from each_one o);
end;
$$;
comment on function public.preview_payout_rule(uuid, jsonb, date) is
  'Caller: owner and admin. What a rule would have given on the payments of a month (the last one, unless it is said) had it been in force: {month, charges, paid_cents of what it concerns, now_cents, then_cents, therapists [{therapist_id, name, charges, paid_cents, now_cents, then_cents}]}; and what saving it would post from valid_from on: correction_cents, of which late_cents are about closed months. Changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_payout_rule, PT400 invalid_date, PT404 therapist_not_found, PT404 session_type_not_found, PT404 payer_not_found.';
revoke execute on function public.preview_payout_rule(uuid, jsonb, date) from public, anon, authenticated;
grant execute on function public.preview_payout_rule(uuid, jsonb, date) to authenticated;
