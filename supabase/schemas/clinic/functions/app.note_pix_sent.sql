create function app.note_pix_sent(p_tenant_id uuid, p_id uuid)
returns void
language sql
set search_path = ''
as $$
  update app.pix_charges p set sent_at = now() where p.tenant_id = p_tenant_id and p.id = p_id;
$$;
comment on function app.note_pix_sent(uuid, uuid) is 'Caller: charge-by-pix, once the message with the PIX is in its conversation. Errors: none.';
revoke execute on function app.note_pix_sent(uuid, uuid) from public, anon, authenticated;
grant execute on function app.note_pix_sent(uuid, uuid) to service_role;
