create function public.close_payout(p_tenant_id uuid, p_therapist_id uuid, p_month date, p_total_cents bigint default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_month date;
  v_total bigint;
  v_row public.payout_statements;
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_month := app.require_payout_month(p_tenant_id, p_therapist_id, p_month);
  perform app.lock_payouts(p_tenant_id, true);
  select * into v_row from public.payout_statements s
  where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month;
  if v_row.status is null or v_row.status = 'open' then
    select coalesce(sum(e.amount_cents), 0) into v_total from public.payout_entries e
    where e.tenant_id = p_tenant_id and e.therapist_id = p_therapist_id and e.month = v_month;
    if v_total <> p_total_cents then
      raise sqlstate 'PT409' using message = 'payout_changed', detail = v_total::text;
    end if;
    insert into public.payout_statements as s (tenant_id, therapist_id, month, status, total_cents, snapshot, closed_by, closed_at)
    values (p_tenant_id, p_therapist_id, v_month, 'closed', v_total, jsonb_build_object('lines', coalesce((
      select jsonb_agg(to_jsonb(l) order by l.number) from app.payout_lines(p_tenant_id, p_therapist_id, v_month) l), '[]')),
      auth.uid(), clock_timestamp())
    on conflict (tenant_id, therapist_id, month) do update set
      status = excluded.status, total_cents = excluded.total_cents, snapshot = excluded.snapshot, closed_by = excluded.closed_by,
      closed_at = excluded.closed_at
    returning * into v_row;
    perform app.note_payout(v_row, 'closed', v_total);
  end if;
  return app.payout_answer(p_tenant_id, p_therapist_id, v_month);
end;
$$;
comment on function public.close_payout(uuid, uuid, date, bigint) is
  'Caller: owner and admin. Locks a month of a therapist: its lines are kept as they are, and what comes later falls into the next open month. p_total_cents: what the screen showed; when it is another by now nothing is closed. A closed month stays so. Answers get_payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT404 therapist_not_found, PT409 payout_changed.';
revoke execute on function public.close_payout(uuid, uuid, date, bigint) from public, anon, authenticated;
grant execute on function public.close_payout(uuid, uuid, date, bigint) to authenticated;
