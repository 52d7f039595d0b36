create function app.note_audit_check(p_tenant_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_fault record;
begin
  perform app.seal_audit(p_tenant_id, 100000);
  select f.seq, f.fault into v_fault from app.check_audit_chain(p_tenant_id) f order by f.seq limit 1;
  update app.audit_chains c set checked_at = clock_timestamp(), checked_seq = case when v_fault.seq is null then c.head_seq else v_fault.seq - 1 end,
    fault = v_fault.fault, fault_seq = v_fault.seq
  where c.tenant_id = p_tenant_id;
  return v_fault.seq is null;
end;
$$;
comment on function app.note_audit_check(uuid) is 'Seals and checks the chain of a clinic and notes until where it is whole. Answers whether it is whole to its end.';
revoke execute on function app.note_audit_check(uuid) from public, anon, authenticated;
