create function app.tell_payout(p_tenant_id uuid, p_therapist_id uuid)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(p_tenant_id, 'payout', jsonb_build_object('therapist_id', p_therapist_id));
$$;
comment on function app.tell_payout(uuid, uuid) is
  'Tells open screens whose payout has changed, and no more; null: everybody''s, by a rule.';
revoke execute on function app.tell_payout(uuid, uuid) from public, anon, authenticated;
