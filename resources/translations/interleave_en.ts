<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AnswerText</name>
    <message numerus="yes">
        <source>%1, in all %2 trial(s)</source>
        <translation>
            <numerusform>%1, in %2 trial</numerusform>
            <numerusform>%1, in all %2 trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in the middle of %2 trial(s), which gave %3</source>
        <translation>
            <numerusform>%1 in %2 trial, which gave %3</numerusform>
            <numerusform>%1 in the middle of %2 trials, which gave %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparisonHeadline</name>
    <message numerus="yes">
        <source>The %1 saved %2 update(s) and %3</source>
        <translation>
            <numerusform>The %1 saved %2 update and %3</numerusform>
            <numerusform>The %1 saved %2 updates and %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>lost %1 update(s) more</source>
        <translation>
            <numerusform>lost %1 update more</numerusform>
            <numerusform>lost %1 updates more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>lost %1 update(s) fewer</source>
        <translation>
            <numerusform>lost %1 update fewer</numerusform>
            <numerusform>lost %1 updates fewer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: a deadlock in %2 of %3 trial(s)</source>
        <translation>
            <numerusform>%1: a deadlock in %2 of %3 trial</numerusform>
            <numerusform>%1: a deadlock in %2 of %3 trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 went wrong in %2 of %3 trial(s)</source>
        <translation>
            <numerusform>%1 went wrong in %2 of %3 trial</numerusform>
            <numerusform>%1 went wrong in %2 of %3 trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %1 of %2 trial(s). %3</source>
        <translation>
            <numerusform>Stopped after %1 of %2 trial. %3</numerusform>
            <numerusform>Stopped after %1 of %2 trials. %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>lost updates in %1 of %2 trial(s), %3 in %4 of %5</source>
        <translation>
            <numerusform>lost updates in %1 of %2 trial, %3 in %4 of %5</numerusform>
            <numerusform>lost updates in %1 of %2 trials, %3 in %4 of %5</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without the %1, %2 of %3 trial(s) lost updates; with it %4 of %5, and the run %6</source>
        <translation>
            <numerusform>Without the %1, %2 of %3 trial lost updates; with it %4 of %5, and the run %6</numerusform>
            <numerusform>Without the %1, %2 of %3 trials lost updates; with it %4 of %5, and the run %6</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparisonText</name>
    <message numerus="yes">
        <source>%1 worker(s): no difference from %2 was found in these trials (%3 times as fast)</source>
        <translation>
            <numerusform>%1 worker: no difference from %2 was found in these trials (%3 times as fast)</numerusform>
            <numerusform>%1 workers: no difference from %2 was found in these trials (%3 times as fast)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 worker(s): %2 times as fast as %3</source>
        <translation>
            <numerusform>%1 worker: %2 times as fast as %3</numerusform>
            <numerusform>%1 workers: %2 times as fast as %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 worker(s) were the fastest: %2 times as fast as %3</source>
        <translation>
            <numerusform>%1 worker was the fastest: %2 times as fast as %3</numerusform>
            <numerusform>%1 workers were the fastest: %2 times as fast as %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExecutorRowsText</name>
    <message numerus="yes">
        <source>%1. %2 of %3 executor(s) did not do well</source>
        <translation>
            <numerusform>%1. %2 of %3 executor did not do well</numerusform>
            <numerusform>%1. %2 of %3 executors did not do well</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailuresText</name>
    <message numerus="yes">
        <source>%1 of %2 task(s) failed</source>
        <translation>
            <numerusform>%1 of %2 task failed</numerusform>
            <numerusform>%1 of %2 tasks failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 task(s) took too long</source>
        <translation>
            <numerusform>%1 of %2 task took too long</numerusform>
            <numerusform>%1 of %2 tasks took too long</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 task(s) failed (%3 took too long)</source>
        <translation>
            <numerusform>%1 of %2 task failed (%3 took too long)</numerusform>
            <numerusform>%1 of %2 tasks failed (%3 took too long)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 picture(s) failed</source>
        <translation>
            <numerusform>%1 of %2 picture failed</numerusform>
            <numerusform>%1 of %2 pictures failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 picture(s) took too long</source>
        <translation>
            <numerusform>%1 of %2 picture took too long</numerusform>
            <numerusform>%1 of %2 pictures took too long</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 picture(s) failed (%3 took too long)</source>
        <translation>
            <numerusform>%1 of %2 picture failed (%3 took too long)</numerusform>
            <numerusform>%1 of %2 pictures failed (%3 took too long)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldWarning</name>
    <message numerus="yes">
        <source>Up to %1 worker(s) are inside at a time: updates may be lost.</source>
        <translation>
            <numerusform>Up to %1 worker is inside at a time: updates may be lost.</numerusform>
            <numerusform>Up to %1 workers are inside at a time: updates may be lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>first come, first served: slow with more workers than the %1 usable core(s)</source>
        <translation>
            <numerusform>first come, first served: slow with more workers than the %1 usable core</numerusform>
            <numerusform>first come, first served: slow with more workers than the %1 usable cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeftOutText</name>
    <message numerus="yes">
        <source>%1 link(s) to a file outside of the input folder, which workers may not read</source>
        <translation>
            <numerusform>%1 link to a file outside of the input folder, which workers may not read</numerusform>
            <numerusform>%1 links to files outside of the input folder, which workers may not read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 link(s) to a folder, which is not followed</source>
        <translation>
            <numerusform>%1 link to a folder, which is not followed</numerusform>
            <numerusform>%1 links to folders, which are not followed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 folder(s) that cannot be read</source>
        <translation>
            <numerusform>%1 folder that cannot be read</numerusform>
            <numerusform>%1 folders that cannot be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 file(s) that are no picture of a known format (%2)</source>
        <translation>
            <numerusform>%1 file that is no picture of a known format (%2)</numerusform>
            <numerusform>%1 files that are no pictures of a known format (%2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 hidden file(s) called like a picture</source>
        <translation>
            <numerusform>%1 hidden file called like a picture</numerusform>
            <numerusform>%1 hidden files called like pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 hidden folder(s)</source>
        <translation>
            <numerusform>%1 hidden folder</numerusform>
            <numerusform>%1 hidden folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LossText</name>
    <message numerus="yes">
        <source>%1 of %2 update(s) were lost (%3)</source>
        <translation>
            <numerusform>%1 of %2 update was lost (%3)</numerusform>
            <numerusform>%1 of %2 updates were lost (%3)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 trial(s) lost updates, up to %3 of %4 (median 0)</source>
        <translation>
            <numerusform>%1 of %2 trial lost updates, up to %3 of %4 (median 0)</numerusform>
            <numerusform>%1 of %2 trials lost updates, up to %3 of %4 (median 0)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No update was lost: all %1 are in %2</source>
        <translation>
            <numerusform>No update was lost: the %1 that was made is in %2</numerusform>
            <numerusform>No update was lost: all %1 are in %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>each trial lost %1 update(s)</source>
        <translation>
            <numerusform>each trial lost %1 update</numerusform>
            <numerusform>each trial lost %1 updates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the trials lost from %1 to %2 update(s)</source>
        <translation>
            <numerusform>the trials lost from %1 to %2 update</numerusform>
            <numerusform>the trials lost from %1 to %2 updates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MachineLineText</name>
    <message numerus="yes">
        <source>%1, %2 of %3 core(s) usable, %4 of memory, %5</source>
        <translation>
            <numerusform>%1, %2 of %3 core usable, %4 of memory, %5</numerusform>
            <numerusform>%1, %2 of %3 cores usable, %4 of memory, %5</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotShownText</name>
    <message numerus="yes">
        <source>about %1 lock hand-over(s) are too close for arrows (%2 of %3 events of locks were counted): zoom in</source>
        <translation>
            <numerusform>about %1 lock hand-over is too close for arrows (%2 of %3 events of locks were counted): zoom in</numerusform>
            <numerusform>about %1 lock hand-overs are too close for arrows (%2 of %3 events of locks were counted): zoom in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 lock hand-over(s) are too close for arrows: zoom in</source>
        <translation>
            <numerusform>%1 lock hand-over is too close for arrows: zoom in</numerusform>
            <numerusform>%1 lock hand-overs are too close for arrows: zoom in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %1 wait(s) and stays inside of each worker are drawn in their places. Of later ones the time is known: it counts in the tasks that waited.</source>
        <translation>
            <numerusform>The first %1 wait and stay inside of each worker is drawn in its place. Of later ones the time is known: it counts in the tasks that waited.</numerusform>
            <numerusform>The first %1 waits and stays inside of each worker are drawn in their places. Of later ones the time is known: it counts in the tasks that waited.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 event(s) left out</source>
        <translation>
            <numerusform>%1 event left out</numerusform>
            <numerusform>%1 events left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 wait(s) beyond the log&apos;s limit are not drawn</source>
        <translation>
            <numerusform>%1 wait beyond the log&apos;s limit is not drawn</numerusform>
            <numerusform>%1 waits beyond the log&apos;s limit are not drawn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 event(s) did not fit the recording; totals are exact, the timeline has gaps: fine upright lines.</source>
        <translation>
            <numerusform>%1 event did not fit the recording; totals are exact, the timeline has gaps: fine upright lines.</numerusform>
            <numerusform>%1 events did not fit the recording; totals are exact, the timeline has gaps: fine upright lines.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferedComparisonText</name>
    <message numerus="yes">
        <source>Runs the experiment by %1 executor(s), by turns, and sets them side by side</source>
        <translation>
            <numerusform>Runs the experiment by %1 executor, by turns, and sets them side by side</numerusform>
            <numerusform>Runs the experiment by %1 executors, by turns, and sets them side by side</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutcomeDetails</name>
    <message numerus="yes">
        <source>median of %1 trial(s)</source>
        <translation>
            <numerusform>median of %1 trial</numerusform>
            <numerusform>median of %1 trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>median of %1 trial(s) with %2 workers, the most that were compared</source>
        <translation>
            <numerusform>median of %1 trial with %2 workers, the most that were compared</numerusform>
            <numerusform>median of %1 trials with %2 workers, the most that were compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 trial(s) are complete</source>
        <translation>
            <numerusform>%1 of %2 trial is complete</numerusform>
            <numerusform>%1 of %2 trials are complete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 update(s) more</source>
        <translation>
            <numerusform>%1 update more</numerusform>
            <numerusform>%1 updates more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutcomeText</name>
    <message numerus="yes">
        <source>%1 task(s)</source>
        <translation>
            <numerusform>%1 task</numerusform>
            <numerusform>%1 tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A task failed and ended the run: %1 of %2 task(s) were done</source>
        <translation>
            <numerusform>A task failed and ended the run: %1 of %2 task was done</numerusform>
            <numerusform>A task failed and ended the run: %1 of %2 tasks were done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled: %1 of %2 task(s) were done</source>
        <translation>
            <numerusform>Cancelled: %1 of %2 task was done</numerusform>
            <numerusform>Cancelled: %1 of %2 tasks were done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled: %1 of %2 trial(s) were run</source>
        <translation>
            <numerusform>Cancelled: %1 of %2 trial was run</numerusform>
            <numerusform>Cancelled: %1 of %2 trials were run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled: %1 of %2 trial(s) are complete</source>
        <translation>
            <numerusform>Cancelled: %1 of %2 trial is complete</numerusform>
            <numerusform>Cancelled: %1 of %2 trials are complete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 trial(s) ended in a deadlock</source>
        <translation>
            <numerusform>%1 of %2 trial ended in a deadlock</numerusform>
            <numerusform>%1 of %2 trials ended in a deadlock</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A picture failed and ended the run: %1 of %2 picture(s) were done</source>
        <translation>
            <numerusform>A picture failed and ended the run: %1 of %2 picture was done</numerusform>
            <numerusform>A picture failed and ended the run: %1 of %2 pictures were done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled: %1 of %2 picture(s) were done</source>
        <translation>
            <numerusform>Cancelled: %1 of %2 picture was done</numerusform>
            <numerusform>Cancelled: %1 of %2 pictures were done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %2: this run used %3 of %4 core(s)</source>
        <translation>
            <numerusform>%1 in %2: this run used %3 of %4 core</numerusform>
            <numerusform>%1 in %2: this run used %3 of %4 cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OwnAnswer</name>
    <message numerus="yes">
        <source>%1 (%2 of %3 trial(s) went wrong)</source>
        <translation>
            <numerusform>%1 (%2 of %3 trial went wrong)</numerusform>
            <numerusform>%1 (%2 of %3 trials went wrong)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PicturesNote</name>
    <message numerus="yes">
        <source>The folder has %1 picture(s) now and the run had %2: which is which is not known any more.</source>
        <translation>
            <numerusform>The folder has %1 picture now and the run had %2: which is which is not known any more.</numerusform>
            <numerusform>The folder has %1 pictures now and the run had %2: which is which is not known any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %1 are listed; %2 more picture(s) are not.</source>
        <translation>
            <numerusform>The first %1 are listed; %2 more picture is not.</numerusform>
            <numerusform>The first %1 are listed; %2 more pictures are not.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PicturesSentence</name>
    <message numerus="yes">
        <source>Cancelled: %1 of %2 picture(s) were filtered</source>
        <translation>
            <numerusform>Cancelled: %1 of %2 picture was filtered</numerusform>
            <numerusform>Cancelled: %1 of %2 pictures were filtered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) filtered</source>
        <translation>
            <numerusform>%1 picture filtered</numerusform>
            <numerusform>%1 pictures filtered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PicturesText</name>
    <message numerus="yes">
        <source>%1 of %2 picture(s) are done</source>
        <translation>
            <numerusform>%1 of %2 picture is done</numerusform>
            <numerusform>%1 of %2 pictures are done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No difference: all %1 pixel(s) are what one process makes of the whole picture.</source>
        <translation>
            <numerusform>No difference: its one pixel is what one process makes of the whole picture.</numerusform>
            <numerusform>No difference: all %1 pixels are what one process makes of the whole picture.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 pixel(s) differ from what one process makes of the whole picture, by up to %3 of 255; the brightest are where it is most.</source>
        <translation>
            <numerusform>%1 of %2 pixel differs from what one process makes of the whole picture, by up to %3 of 255; the brightest are where it is most.</numerusform>
            <numerusform>%1 of %2 pixels differ from what one process makes of the whole picture, by up to %3 of 255; the brightest are where it is most.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 picture(s) are done, %3 failed, %4 in work</source>
        <translation>
            <numerusform>%1 of %2 picture is done, %3 failed, %4 in work</numerusform>
            <numerusform>%1 of %2 pictures are done, %3 failed, %4 in work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 picture(s) are done, %3 failed</source>
        <translation>
            <numerusform>%1 of %2 picture is done, %3 failed</numerusform>
            <numerusform>%1 of %2 pictures are done, %3 failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 picture(s) are done, %3 in work</source>
        <translation>
            <numerusform>%1 of %2 picture is done, %3 in work</numerusform>
            <numerusform>%1 of %2 pictures are done, %3 in work</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrimitiveRowsText</name>
    <message numerus="yes">
        <source>with which %1 of %2 trial(s) went wrong</source>
        <translation>
            <numerusform>with which %1 of %2 trial went wrong</numerusform>
            <numerusform>with which %1 of %2 trials went wrong</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgramConsentText</name>
    <message numerus="yes">
        <source>The experiment brings this Python function (%1 line(s)). It can do all that you can: read, change and delete your files. Run it only if you know what it does.</source>
        <translation>
            <numerusform>The experiment brings this Python function (%1 line). It can do all that you can: read, change and delete your files. Run it only if you know what it does.</numerusform>
            <numerusform>The experiment brings this Python function (%1 lines). It can do all that you can: read, change and delete your files. Run it only if you know what it does.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressText</name>
    <message numerus="yes">
        <source>Starting %1 worker(s)</source>
        <translation>
            <numerusform>Starting %1 worker</numerusform>
            <numerusform>Starting %1 workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 task(s) are done (%3)</source>
        <translation>
            <numerusform>%1 of %2 task is done (%3)</numerusform>
            <numerusform>%1 of %2 tasks are done (%3)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trial %1 of %2: %3 of %4 task(s) are done (%5)</source>
        <translation>
            <numerusform>Trial %1 of %2: %3 of %4 task is done (%5)</numerusform>
            <numerusform>Trial %1 of %2: %3 of %4 tasks are done (%5)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 picture(s) are done (%3)</source>
        <translation>
            <numerusform>%1 of %2 picture is done (%3)</numerusform>
            <numerusform>%1 of %2 pictures are done (%3)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trial %1 of %2: %3 of %4 picture(s) are done (%5)</source>
        <translation>
            <numerusform>Trial %1 of %2: %3 of %4 picture is done (%5)</numerusform>
            <numerusform>Trial %1 of %2: %3 of %4 pictures are done (%5)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunHeaderText</name>
    <message numerus="yes">
        <source>The run failed: %1 of %2 task(s) were done</source>
        <translation>
            <numerusform>The run failed: %1 of %2 task was done</numerusform>
            <numerusform>The run failed: %1 of %2 tasks were done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 event(s) did not fit the recording; totals are exact, the timeline has gaps.</source>
        <translation>
            <numerusform>%1 event did not fit the recording; totals are exact, the timeline has gaps.</numerusform>
            <numerusform>%1 events did not fit the recording; totals are exact, the timeline has gaps.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The run failed: %1 of %2 picture(s) were done</source>
        <translation>
            <numerusform>The run failed: %1 of %2 picture was done</numerusform>
            <numerusform>The run failed: %1 of %2 pictures were done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SamplesNoteText</name>
    <message numerus="yes">
        <source>%1 sample(s), one every %2.</source>
        <translation>
            <numerusform>%1 sample, one every %2.</numerusform>
            <numerusform>%1 samples, one every %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 Drawn as %2 point(s): the lowest and the highest.</source>
        <translation>
            <numerusform>%1 Drawn as %2 point: the lowest and the highest.</numerusform>
            <numerusform>%1 Drawn as %2 points: the lowest and the highest.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 Drawn in %2 column(s): each has the highest of its samples.</source>
        <translation>
            <numerusform>%1 Drawn in %2 column: each has the highest of its samples.</numerusform>
            <numerusform>%1 Drawn in %2 columns: each has the highest of its samples.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SubjectLineText</name>
    <message numerus="yes">
        <source>%1 task(s)</source>
        <translation>
            <numerusform>%1 task</numerusform>
            <numerusform>%1 tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 thread(s)</source>
        <translation>
            <numerusform>%1 thread</numerusform>
            <numerusform>%1 threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 process(es) by %2</source>
        <translation>
            <numerusform>%1 process by %2</numerusform>
            <numerusform>%1 processes by %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 primitive(s)</source>
        <translation>
            <numerusform>%1 primitive</numerusform>
            <numerusform>%1 primitives</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 trial(s) of each, by turns in random order</source>
        <translation>
            <numerusform>%1 trial of each, in random order</numerusform>
            <numerusform>%1 trials of each, by turns in random order</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 trial(s)</source>
        <translation>
            <numerusform>%1 trial</numerusform>
            <numerusform>%1 trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s)</source>
        <translation>
            <numerusform>%1 picture</numerusform>
            <numerusform>%1 pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 worker(s)</source>
        <translation>
            <numerusform>%1, %2 worker</numerusform>
            <numerusform>%1, %2 workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 executor(s)</source>
        <translation>
            <numerusform>%1 executor</numerusform>
            <numerusform>%1 executors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncSentenceText</name>
    <message numerus="yes">
        <source>%1 acquisition(s), %2 handed over to another worker</source>
        <translation>
            <numerusform>%1 acquisition, %2 handed over to another worker</numerusform>
            <numerusform>%1 acquisitions, %2 handed over to another worker</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 holder(s) died inside</source>
        <translation>
            <numerusform>%1 holder died inside</numerusform>
            <numerusform>%1 holders died inside</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TaskText</name>
    <message numerus="yes">
        <source>and %1 wait(s) more</source>
        <translation>
            <numerusform>and %1 wait more</numerusform>
            <numerusform>and %1 waits more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 task(s) ended</source>
        <translation>
            <numerusform>%1 task ended</numerusform>
            <numerusform>%1 tasks ended</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UpdateText</name>
    <message numerus="yes">
        <source>The collision cost %1 update(s).</source>
        <translation>
            <numerusform>The collision cost %1 update.</numerusform>
            <numerusform>The collision cost %1 updates.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ValueText</name>
    <message numerus="yes">
        <source>of %1 line(s)</source>
        <translation>
            <numerusform>of %1 line</numerusform>
            <numerusform>of %1 lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VariantText</name>
    <message numerus="yes">
        <source>%1 of %2 value(s) of “%3” went well</source>
        <translation>
            <numerusform>%1 of %2 value of “%3” went well</numerusform>
            <numerusform>%1 of %2 values of “%3” went well</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::BarModel</name>
    <message numerus="yes">
        <source>Others took much of the cores in %1 of %2 trial(s)</source>
        <translation>
            <numerusform>Others took much of the cores in %1 of %2 trial</numerusform>
            <numerusform>Others took much of the cores in %1 of %2 trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::BrightnessView</name>
    <message numerus="yes">
        <source>All %1 pixel(s) are in the shared histogram</source>
        <translation>
            <numerusform>The only pixel (%1) is in the shared histogram</numerusform>
            <numerusform>All %1 pixels are in the shared histogram</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %1 pixel(s) are in the shared histogram, and %2 of pictures that do not count</source>
        <translation>
            <numerusform>The only pixel (%1) is in the shared histogram, and %2 of pictures that do not count</numerusform>
            <numerusform>All %1 pixels are in the shared histogram, and %2 of pictures that do not count</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✕ %1 of %2 pixel(s) are missing from the shared histogram</source>
        <translation>
            <numerusform>✕ %1 of %2 pixel is missing from the shared histogram</numerusform>
            <numerusform>✕ %1 of %2 pixels are missing from the shared histogram</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✕ %1 of %2 pixel(s) are missing from the shared histogram, and %3 are in it of pictures that do not count</source>
        <translation>
            <numerusform>✕ %1 of %2 pixel is missing from the shared histogram, and %3 are in it of pictures that do not count</numerusform>
            <numerusform>✕ %1 of %2 pixels are missing from the shared histogram, and %3 are in it of pictures that do not count</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::ComparisonColumn</name>
    <message numerus="yes">
        <source>median of %1 trial(s)</source>
        <translation>
            <numerusform>median of %1 trial</numerusform>
            <numerusform>median of %1 trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>one of %1 trial(s) is complete</source>
        <translation>
            <numerusform>one of %1 trial is complete</numerusform>
            <numerusform>one of %1 trials is complete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 trial(s), all ended in a deadlock; one is shown</source>
        <translation>
            <numerusform>%1 trial, which ended in a deadlock</numerusform>
            <numerusform>%1 trials, all ended in a deadlock; one is shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 trial(s), none is complete; one is shown</source>
        <translation>
            <numerusform>%1 trial, which is not complete</numerusform>
            <numerusform>%1 trials, none is complete; one is shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What became of %1 update(s)?</source>
        <translation>
            <numerusform>What became of %1 update?</numerusform>
            <numerusform>What became of %1 updates?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::CorePlot</name>
    <message numerus="yes">
        <source>all %1 core(s)</source>
        <translation>
            <numerusform>all %1 core</numerusform>
            <numerusform>all %1 cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The mean of %1 core(s); the table has each. %2</source>
        <translation>
            <numerusform>The mean of %1 core; the table has each. %2</numerusform>
            <numerusform>The mean of %1 cores; the table has each. %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::HistoryList</name>
    <message numerus="yes">
        <source>%1 run(s)</source>
        <translation>
            <numerusform>%1 run</numerusform>
            <numerusform>%1 runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::HistoryTree</name>
    <message numerus="yes">
        <source>%1 update(s) survived, %2</source>
        <translation>
            <numerusform>%1 update survived, %2</numerusform>
            <numerusform>%1 updates survived, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 branch(es) were lost</source>
        <translation>
            <numerusform>%1 branch was lost</numerusform>
            <numerusform>%1 branches were lost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 branch(es) more had no room</source>
        <translation>
            <numerusform>%1 branch more had no room</numerusform>
            <numerusform>%1 branches more had no room</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>a bar: updates lost beside %1 value(s) that stayed, at most %2</source>
        <translation>
            <numerusform>a bar: updates lost beside %1 value that stayed, at most %2</numerusform>
            <numerusform>a bar: updates lost beside %1 values that stayed, at most %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::LogView</name>
    <message numerus="yes">
        <source>The last %1 lines are kept, %2 earlier one(s) are not.</source>
        <translation>
            <numerusform>The last %1 lines are kept, %2 earlier one is not.</numerusform>
            <numerusform>The last %1 lines are kept, %2 earlier ones are not.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::LostUpdateList</name>
    <message numerus="yes">
        <source>%1 of %2 lost update(s)</source>
        <translation>
            <numerusform>%1 of %2 lost update</numerusform>
            <numerusform>%1 of %2 lost updates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::LostUpdatesView</name>
    <message numerus="yes">
        <source>%1 more, in which workers died, are in doubt</source>
        <translation>
            <numerusform>%1 more, in which a worker died, is in doubt</numerusform>
            <numerusform>%1 more, in which workers died, are in doubt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No update was lost: all %1 are in the counter.</source>
        <translation>
            <numerusform>No update was lost: the %1 that was made is in the counter.</numerusform>
            <numerusform>No update was lost: all %1 are in the counter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 collision(s), the worst cost %2</source>
        <translation>
            <numerusform>%1 collision, which cost %2</numerusform>
            <numerusform>%1 collisions, the worst cost %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This trial lost no update: all %1 are in the counter.</source>
        <translation>
            <numerusform>This trial lost no update: all %1 are in the counter.</numerusform>
            <numerusform>This trial lost no update: all %1 are in the counter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 logged update(s), none of them lost</source>
        <translation>
            <numerusform>%1 logged update, not lost</numerusform>
            <numerusform>%1 logged updates, none of them lost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 logged update(s), of which %2 were lost, each known by name</source>
        <translation>
            <numerusform>%1 logged update, of which %2 was lost, known by name</numerusform>
            <numerusform>%1 logged updates, of which %2 were lost, each known by name</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::MetricRow</name>
    <message numerus="yes">
        <source>in %1 of %2 trial(s)</source>
        <translation>
            <numerusform>in %1 of %2 trial</numerusform>
            <numerusform>in %1 of %2 trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wall time, %1 and lost updates: medians of %2 trial(s).</source>
        <translation>
            <numerusform>Wall time, %1 and lost updates: medians of %2 trial.</numerusform>
            <numerusform>Wall time, %1 and lost updates: medians of %2 trials.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wall time and %1: medians of %2 trial(s).</source>
        <translation>
            <numerusform>Wall time and %1: medians of %2 trial.</numerusform>
            <numerusform>Wall time and %1: medians of %2 trials.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::OutcomeView</name>
    <message numerus="yes">
        <source>median of %1 trial(s)</source>
        <translation>
            <numerusform>median of %1 trial</numerusform>
            <numerusform>median of %1 trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::PoolSizePlot</name>
    <message numerus="yes">
        <source>%1 worker(s)</source>
        <translation>
            <numerusform>%1 worker</numerusform>
            <numerusform>%1 workers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::PoolSizeView</name>
    <message numerus="yes">
        <source>ideal on %1 core(s)</source>
        <translation>
            <numerusform>ideal on %1 core</numerusform>
            <numerusform>ideal on %1 cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>How many times as fast as with %1 worker(s)?</source>
        <translation>
            <numerusform>How many times as fast as with %1 worker?</numerusform>
            <numerusform>How many times as fast as with %1 workers?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::PrimitiveChoice</name>
    <message numerus="yes">
        <source>%1 trial(s) by turns, in random order</source>
        <translation>
            <numerusform>%1 trial by turns, in random order</numerusform>
            <numerusform>%1 trials by turns, in random order</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::ProgressFooter</name>
    <message numerus="yes">
        <source>%1 event(s), %2 dropped</source>
        <translation>
            <numerusform>%1 event, %2 dropped</numerusform>
            <numerusform>%1 events, %2 dropped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 event(s), %2 each, %3 dropped</source>
        <translation>
            <numerusform>%1 event, %2 each, %3 dropped</numerusform>
            <numerusform>%1 events, %2 each, %3 dropped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 task(s)</source>
        <translation>
            <numerusform>%1 of %2 task</numerusform>
            <numerusform>%1 of %2 tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 live update(s) kept the window&apos;s thread for %2 each (the median of the last ones), at worst for %3.</source>
        <translation>
            <numerusform>%1 live update kept the window&apos;s thread for %2 each (the median of the last ones), at worst for %3.</numerusform>
            <numerusform>%1 live updates kept the window&apos;s thread for %2 each (the median of the last ones), at worst for %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 picture(s)</source>
        <translation>
            <numerusform>%1 of %2 picture</numerusform>
            <numerusform>%1 of %2 pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::RowLabels</name>
    <message numerus="yes">
        <source>%1, pid %2, %3 task(s)</source>
        <translation>
            <numerusform>%1, pid %2, %3 task</numerusform>
            <numerusform>%1, pid %2, %3 tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::Run</name>
    <message numerus="yes">
        <source>%1, %2 to %3 worker(s)</source>
        <translation>
            <numerusform>%1, %2 to %3 worker</numerusform>
            <numerusform>%1, %2 to %3 workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 primitive(s)</source>
        <translation>
            <numerusform>%1: %2 primitive</numerusform>
            <numerusform>%1: %2 primitives</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 worker(s)</source>
        <translation>
            <numerusform>%1 worker</numerusform>
            <numerusform>%1 workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The result of %1 of %2 trial(s) is not known: %3</source>
        <translation>
            <numerusform>The result of %1 of %2 trial is not known: %3</numerusform>
            <numerusform>The result of %1 of %2 trials is not known: %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 by %2 executor(s)</source>
        <translation>
            <numerusform>%1 by %2 executor</numerusform>
            <numerusform>%1 by %2 executors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::TimingsView</name>
    <message numerus="yes">
        <source>%1 are counted.</source>
        <translation>
            <numerusform>%1 is counted.</numerusform>
            <numerusform>%1 are counted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 event(s) did not fit the recording; these counts have them all.</source>
        <translation>
            <numerusform>%1 event did not fit the recording; these counts have it, too.</numerusform>
            <numerusform>%1 events did not fit the recording; these counts have them all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 event(s) did not fit the recording and are missing here.</source>
        <translation>
            <numerusform>%1 event did not fit the recording and is missing here.</numerusform>
            <numerusform>%1 events did not fit the recording and are missing here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 wait(s) were logged and are shown; %3 are beyond the log&apos;s limit.</source>
        <translation>
            <numerusform>%1 of %2 wait was logged and is shown; %3 are beyond the log&apos;s limit.</numerusform>
            <numerusform>%1 of %2 waits were logged and are shown; %3 are beyond the log&apos;s limit.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::TrialStrip</name>
    <message numerus="yes">
        <source>%1 trial(s), median %2 lost</source>
        <translation>
            <numerusform>%1 trial, median %2 lost</numerusform>
            <numerusform>%1 trials, median %2 lost</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::WaitGraphView</name>
    <message numerus="yes">
        <source>%1 worker(s) in the marked circle can never go on.</source>
        <translation>
            <numerusform>%1 worker in the marked circle can never go on.</numerusform>
            <numerusform>%1 workers in the marked circle can never go on.</numerusform>
        </translation>
    </message>
</context>
</TS>
