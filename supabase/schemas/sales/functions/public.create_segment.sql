create function public.create_segment(p_tenant_id uuid, p_id uuid, p_name text, p_entity text, p_query jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_seller(p_tenant_id);
  v_name text;
  v_row public.segments;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_name := app.require_name(p_name, 60);
  perform app.segment_statement(p_tenant_id, p_entity, p_query, now(), v_role);
  select * into v_row from public.segments s where s.tenant_id = p_tenant_id and s.id = p_id;
  if v_row.id is not null then
    return app.segment_payload(v_row); -- asked again
  end if;
  if (select count(*) from public.segments s where s.tenant_id = p_tenant_id) >= 200 then
    raise sqlstate 'PT409' using message = 'too_many_segments', detail = '200';
  end if;
  insert into public.segments (tenant_id, id, name, entity, query, created_by)
  values (p_tenant_id, p_id, v_name, p_entity, p_query, auth.uid()) returning * into v_row;
  perform app.audit(p_tenant_id, 'segment.created', 'segment', p_id::text, null, jsonb_build_object('name', v_name, 'entity', p_entity, 'query', p_query));
  return app.segment_payload(v_row);
exception
  when unique_violation then
    raise sqlstate 'PT409' using message = 'segment_name_taken';
end;
$$;
comment on function public.create_segment(uuid, uuid, text, text, jsonb) is
  'Caller: who sells. Saves a rule tree under a name; p_id comes from the client, and the same id is the same segment. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT409 segment_name_taken, PT409 too_many_segments, and those of count_segment.';
revoke execute on function public.create_segment(uuid, uuid, text, text, jsonb) from public, anon, authenticated;
grant execute on function public.create_segment(uuid, uuid, text, text, jsonb) to authenticated;
