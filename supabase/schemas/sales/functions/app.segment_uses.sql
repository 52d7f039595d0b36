create function app.segment_uses(p_tenant_id uuid, p_segment_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_user app.segment_users;
  v_found jsonb;
  v_uses jsonb := '[]';
begin
  for v_user in select * from app.segment_users u order by u.position, u.kind loop
    execute format('select coalesce(jsonb_agg(jsonb_build_object(''kind'', $3, ''id'', f.id, ''name'', f.name)), ''[]'') from %s($1, $2) f', v_user.function_name)
      into v_found using p_tenant_id, p_segment_id, v_user.kind;
    v_uses := v_uses || v_found;
  end loop;
  return v_uses;
end;
$$;
comment on function app.segment_uses(uuid, uuid) is 'Where a segment is used: [{kind, id, name}], by the functions of app.segment_users.';
revoke execute on function app.segment_uses(uuid, uuid) from public, anon, authenticated;
