create function app.files_of_removed_clinics(p_limit integer default 200)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_clinic app.removed_clinics;
  v_bucket text;
  v_paths text[];
begin
  for v_clinic in select * from app.removed_clinics c order by c.removed_at, c.id loop
    foreach v_bucket in array array['whatsapp-media', 'patient-files', 'exports', 'imports', 'product-images', 'product-files'] loop
      -- 0 follows the slash: everything that begins with the clinic's id and a slash
      select array_agg(o.name) into v_paths from (
        select s.name from storage.objects s
        where s.bucket_id = v_bucket and s.name collate "C" >= v_clinic.id || '/' and s.name collate "C" < v_clinic.id || '0'
        order by s.name collate "C" limit greatest(p_limit, 1)) o;
      if v_paths is not null then
        return jsonb_build_object('bucket', v_bucket, 'paths', v_paths);
      end if;
    end loop;
    -- a worker that was storing a file when the clinic went may end a moment later
    delete from app.removed_clinics c where c.id = v_clinic.id and c.removed_at < now() - interval '1 hour';
  end loop;
  return null;
end;
$$;
comment on function app.files_of_removed_clinics(integer) is
  'Caller: process-jobs, again and again until nothing is left. Objects of a clinic that does not exist any more, {bucket, paths}, to be removed through the Storage API; NULL when there are none. Errors: none.';
revoke execute on function app.files_of_removed_clinics(integer) from public, anon, authenticated;
grant execute on function app.files_of_removed_clinics(integer) to service_role;
