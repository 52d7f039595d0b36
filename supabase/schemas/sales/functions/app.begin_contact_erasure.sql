create function app.begin_contact_erasure(p_tenant_id uuid, p_place text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_list text := (
    select a.list_code from app.dinamize_accounts a where a.tenant_id = p_tenant_id and app.sync_place(a) = p_place);
  v_at timestamptz;
begin
  if v_list is null then
    return null;
  end if;
  v_at := app.take_dinamize_calls(p_tenant_id, 1);
  return case when v_at > clock_timestamp() then jsonb_build_object('wait_until', v_at) else jsonb_build_object('list_code', v_list) end;
end;
$$;
comment on function app.begin_contact_erasure(uuid, text) is
  'Caller: the job erase_contact. {list_code} of the list that has the contact, {wait_until} while the account may not be called, NULL where the clinic is not connected to that account and list any more: nobody can reach it.';
revoke execute on function app.begin_contact_erasure(uuid, text) from public, anon, authenticated;
grant execute on function app.begin_contact_erasure(uuid, text) to service_role;
