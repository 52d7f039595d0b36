create function public.request_export(p_tenant_id uuid, p_kind text, p_subject jsonb default '{}', p_id uuid default gen_random_uuid())
returns public.exports
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_subject jsonb;
  v_export public.exports;
begin
  perform app.require_member(p_tenant_id);
  v_subject := app.checked_export(p_tenant_id, p_kind, p_subject, auth.uid());
  select * into v_export from public.exports e
  where e.tenant_id = p_tenant_id and e.requested_by = auth.uid()
    and (e.id = p_id or e.kind = p_kind and e.subject = v_subject and e.state in ('queued', 'running'))
  order by (e.id = p_id) desc limit 1;
  if found then
    return v_export;
  end if;
  insert into public.exports (tenant_id, id, kind, subject, requested_by)
  values (p_tenant_id, coalesce(p_id, gen_random_uuid()), p_kind, v_subject, auth.uid())
  on conflict do nothing returning * into v_export;
  if not found then
    -- the same press twice at once: the other one made it
    select * into v_export from public.exports e
    where e.tenant_id = p_tenant_id and e.requested_by = auth.uid()
      and (e.id = p_id or e.kind = p_kind and e.subject = v_subject and e.state in ('queued', 'running'))
    order by (e.id = p_id) desc limit 1;
    if not found then
      raise sqlstate 'PT404' using message = 'export_not_found';
    end if;
    return v_export;
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'build_export', jsonb_build_object('id', v_export.id), 'export:' || v_export.id);
  perform app.audit(p_tenant_id, 'export.requested', 'export', v_export.id::text, null,
    jsonb_build_object('kind', v_export.kind, 'subject', v_export.subject));
  return v_export;
end;
$$;
comment on function public.request_export(uuid, text, jsonb, uuid) is
  'Caller: whose role and rights the kind asks for. Begins an export; the same id, or the same wish while one is being built, answers the one that is there. Errors: PT400 unknown_export_kind, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 export_not_found, and what the kind refuses (person: PT403 forbidden, PT404 patient_not_found).';
revoke execute on function public.request_export(uuid, text, jsonb, uuid) from public, anon, authenticated;
grant execute on function public.request_export(uuid, text, jsonb, uuid) to authenticated;
