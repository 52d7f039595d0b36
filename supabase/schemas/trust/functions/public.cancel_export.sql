create function public.cancel_export(p_tenant_id uuid, p_id uuid)
returns public.exports
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_export public.exports;
begin
  select * into v_export from public.exports e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if not found or v_export.requested_by <> auth.uid() and v_role not in ('owner', 'admin') then
    raise sqlstate 'PT404' using message = 'export_not_found';
  end if;
  if v_export.state in ('queued', 'running') then
    update public.exports e set state = 'cancelled', finished_at = now(), attempt = null
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_export;
    perform app.remove_export_later(p_tenant_id, p_id, now());
    perform app.audit(p_tenant_id, 'export.cancelled', 'export', v_export.id::text, null,
      jsonb_build_object('kind', v_export.kind, 'subject', v_export.subject));
    perform app.tell_export(v_export);
  end if;
  return v_export;
end;
$$;
comment on function public.cancel_export(uuid, uuid) is
  'Caller: whoever asked, owner or administrators. Ends an export that is not ready yet; one that is over stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 export_not_found.';
revoke execute on function public.cancel_export(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_export(uuid, uuid) to authenticated;
