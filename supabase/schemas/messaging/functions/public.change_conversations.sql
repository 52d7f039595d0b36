create function public.change_conversations(p_tenant_id uuid, p_thread_keys text[], p_action text, p_value jsonb default '{}')
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_one record;
  v_results jsonb := '[]';
begin
  perform app.require_member(p_tenant_id);
  if p_action is null or p_action not in ('finish', 'reopen', 'assign', 'tag', 'untag', 'read', 'unread', 'snooze', 'move', 'block', 'unblock') then
    raise sqlstate 'PT400' using message = 'invalid_action';
  end if;
  if cardinality(p_thread_keys) > 200 then
    raise sqlstate 'PT400' using message = 'too_many_conversations', detail = '200';
  end if;
  -- in one order, as everybody who locks several
  for v_one in
    select k.key, min(k.n) as n from unnest(p_thread_keys) with ordinality k (key, n)
    group by k.key order by app.thread_id_of_key(p_tenant_id, k.key)
  loop
    begin
      perform app.change_conversation(p_tenant_id, v_one.key, p_action, coalesce(p_value, '{}'));
      v_results := v_results || jsonb_build_object('n', v_one.n, 'thread_key', v_one.key, 'done', true, 'code', null);
    exception when sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409'
      or invalid_text_representation or invalid_datetime_format or datetime_field_overflow then
      v_results := v_results || jsonb_build_object('n', v_one.n, 'thread_key', v_one.key, 'done', false,
        'code', case when sqlstate like 'PT%' then sqlerrm else 'invalid_action' end);
    end;
  end loop;
  return coalesce((select jsonb_agg(r - 'n' order by (r ->> 'n')::int) from jsonb_array_elements(v_results) r), '[]');
end;
$$;
comment on function public.change_conversations(uuid, text[], text, jsonb) is
  'Caller: members. One thing for up to 200 conversations: finish {reason}, reopen, assign {user_id}, tag and untag {tag_id}, read, unread, snooze {until}, move {column}, block, unblock. Each stands for itself: [{thread_key, done, code}] in the order of the keys. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_action, PT400 too_many_conversations.';
revoke execute on function public.change_conversations(uuid, text[], text, jsonb) from public, anon, authenticated;
grant execute on function public.change_conversations(uuid, text[], text, jsonb) to authenticated;
