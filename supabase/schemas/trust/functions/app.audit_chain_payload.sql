create function app.audit_chain_payload(p_tenant_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'rows', coalesce(c.head_seq - c.anchor_seq, 0), 'end_hash', encode(c.head_hash, 'hex'), 'checked_at', c.checked_at, 'fault', c.fault,
    'whole_until', (select l.at from public.audit_logs l where l.tenant_id = p_tenant_id and l.seq = c.checked_seq),
    'fault_at', (
      select l.at from public.audit_logs l where l.tenant_id = p_tenant_id and l.seq >= c.fault_seq order by l.seq limit 1),
    'pruned_until', nullif(c.anchor_seq, 0), 'keep_months', coalesce(c.keep_months, 60))
  from (select) one left join app.audit_chains c on c.tenant_id = p_tenant_id;
$$;
comment on function app.audit_chain_payload(uuid) is 'How the chain of a clinic stands, as its page says it.';
revoke execute on function app.audit_chain_payload(uuid) from public, anon, authenticated;
