-- Ends a locked slot; the offers that nobody answered get the state.
create function app.close_waiting_slot(p_tenant_id uuid, p_id uuid, p_status text, p_offers text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.waiting_slots s set status = p_status, ended_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.id = p_id and s.status = 'open';
  update public.waiting_list_offers o set state = p_offers
  where o.tenant_id = p_tenant_id and o.slot_id = p_id and o.state in ('queued', 'open');
  perform app.tell_waiting(p_tenant_id);
end;
$$;
comment on function app.close_waiting_slot(uuid, uuid, text, text) is
  'Ends a locked slot as filled or ended; offers without an answer become filled, expired or withdrawn.';
revoke execute on function app.close_waiting_slot(uuid, uuid, text, text) from public, anon, authenticated;
