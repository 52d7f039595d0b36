create function public.delete_segment(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.segments;
  v_uses jsonb;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.segments s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  if v_row.id is null then
    return; -- asked again
  end if;
  v_uses := app.segment_uses(p_tenant_id, p_id);
  if v_uses <> '[]' then
    raise sqlstate 'PT409' using message = 'segment_in_use', detail = (select string_agg(u ->> 'name', ', ') from jsonb_array_elements(v_uses) u);
  end if;
  delete from public.segments s where s.tenant_id = p_tenant_id and s.id = p_id;
  perform app.audit(p_tenant_id, 'segment.deleted', 'segment', p_id::text, jsonb_build_object('name', v_row.name, 'query', v_row.query), null);
end;
$$;
comment on function public.delete_segment(uuid, uuid) is
  'Caller: who sells. Removes a segment that nothing uses. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 segment_in_use (detail: where, by name).';
revoke execute on function public.delete_segment(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_segment(uuid, uuid) to authenticated;
