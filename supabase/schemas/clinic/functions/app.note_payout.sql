create function app.note_payout(p_statement public.payout_statements, p_kind text, p_total_cents bigint, p_reason text default null)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.payout_statement_events (tenant_id, therapist_id, month, kind, total_cents, reason, paid_on, method, actor_id)
  values (p_statement.tenant_id, p_statement.therapist_id, p_statement.month, p_kind, p_total_cents, p_reason,
    case when p_kind in ('paid', 'payment_undone') then p_statement.paid_on end,
    case when p_kind in ('paid', 'payment_undone') then p_statement.method end, auth.uid());
  perform app.tell_payout(p_statement.tenant_id, p_statement.therapist_id);
end;
$$;
comment on function app.note_payout(public.payout_statements, text, bigint, text) is 'Writes down what happened to a month, and tells open screens.';
revoke execute on function app.note_payout(public.payout_statements, text, bigint, text) from public, anon, authenticated;
