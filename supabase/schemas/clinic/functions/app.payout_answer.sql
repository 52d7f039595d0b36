create function app.payout_answer(p_tenant_id uuid, p_therapist_id uuid, p_month date)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select to_jsonb(l) || jsonb_build_object(
    'clinic_name', (select n.name from public.tenants n where n.id = p_tenant_id),
    'closed_by_name', (
      select f.full_name from public.payout_statements s join public.profiles f on f.id = s.closed_by
      where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = p_month),
    'events', coalesce((
      select jsonb_agg(jsonb_build_object(
        'kind', v.kind, 'total_cents', v.total_cents, 'reason', v.reason, 'paid_on', v.paid_on, 'method', v.method, 'by_name', f.full_name,
        'at', v.created_at) order by v.number desc)
      from public.payout_statement_events v left join public.profiles f on f.id = v.actor_id
      where v.tenant_id = p_tenant_id and v.therapist_id = p_therapist_id and v.month = p_month), '[]'))
  from public.list_payouts(p_tenant_id, p_month, p_therapist_id) l;
$$;
comment on function app.payout_answer(uuid, uuid, date) is 'A month of a therapist as get_payout answers it.';
revoke execute on function app.payout_answer(uuid, uuid, date) from public, anon, authenticated;
