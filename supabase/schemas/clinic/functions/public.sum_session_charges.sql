create function public.sum_session_charges(p_tenant_id uuid, p_where jsonb default '{}')
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_where jsonb := app.require_charge_filters(p_where);
  v_sums jsonb;
begin
  execute 'select jsonb_build_object(''charges'', count(*), ''amount_cents'', coalesce(sum(c.amount_cents), 0),
    ''paid_cents'', coalesce(sum(c.paid_cents), 0), ''open_cents'', coalesce(sum(c.amount_cents - c.paid_cents), 0),
    ''overdue_cents'', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on < $4), 0))
    from public.money_charges c where ' || app.charges_condition()
  into v_sums using p_tenant_id, v_where, v_scope, app.clinic_today(p_tenant_id);
  return v_sums;
end;
$$;
comment on function public.sum_session_charges(uuid, jsonb) is
  'Caller: members; a therapist sees the own sessions. {charges, amount_cents, paid_cents, open_cents, overdue_cents} under the filters of list_session_charges. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter, PT400 invalid_date.';
revoke execute on function public.sum_session_charges(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.sum_session_charges(uuid, jsonb) to authenticated;
