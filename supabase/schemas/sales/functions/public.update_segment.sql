create function public.update_segment(p_tenant_id uuid, p_id uuid, p_version integer, p_name text, p_query jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_seller(p_tenant_id);
  v_name text := app.require_name(p_name, 60);
  v_row public.segments := app.require_segment(p_tenant_id, p_id, v_role);
  v_before public.segments;
begin
  perform app.segment_statement(p_tenant_id, v_row.entity, p_query, now(), v_role);
  select * into v_before from public.segments s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  if v_before.name = v_name and v_before.query = p_query then
    return app.segment_payload(v_before); -- asked again
  end if;
  if v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  update public.segments s set name = v_name, query = p_query, version = s.version + 1
  where s.tenant_id = p_tenant_id and s.id = p_id returning * into v_row;
  perform app.audit(p_tenant_id, 'segment.changed', 'segment', p_id::text, jsonb_build_object('name', v_before.name, 'query', v_before.query),
    jsonb_build_object('name', v_name, 'query', p_query));
  return app.segment_payload(v_row);
exception
  when unique_violation then
    raise sqlstate 'PT409' using message = 'segment_name_taken';
end;
$$;
comment on function public.update_segment(uuid, uuid, integer, text, jsonb) is
  'Caller: who sells. Another name or other rules; whoever uses the segment uses the new ones from now on. p_version is the one that was read. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 segment_not_found, PT400 invalid_name, PT409 segment_name_taken, PT409 changed_meanwhile, and those of count_segment.';
revoke execute on function public.update_segment(uuid, uuid, integer, text, jsonb) from public, anon, authenticated;
grant execute on function public.update_segment(uuid, uuid, integer, text, jsonb) to authenticated;
